import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/** As authorizers that keep their policy elsewhere: it tells of no ACLs. */
public class UntoldAcls extends StandardAuthorizer {
  @Override
  public Iterable<AclBinding> acls(AclBindingFilter filter) {
    throw new UnsupportedOperationException("there are no ACLs here");
  }
}
