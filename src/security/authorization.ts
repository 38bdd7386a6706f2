import { checkArguments } from '../validation/props/check-props';
import { mark } from '../validation/props/mark';

/** Who may do everything, and what holds where nothing is said. */
export interface AuthorizationOptions {
  /**
   * Who may do everything, as Kafka names them: `User:admin`. The nodes of the cluster are added by themselves, as far as it is known here as whom they come.
   * @default - the nodes alone
   * @see https://kafka.apache.org/documentation/#security_authz
   */
  readonly superUsers?: string[];

  /**
   * Whether everybody may do everything with what no ACL speaks of. For the time in which ACLs are introduced.
   * @default false
   * @see https://kafka.apache.org/documentation/#security_authz
   */
  readonly allowWithoutAcls?: boolean;
}

/**
 * Authorization as declared.
 * @internal
 */
export interface _DeclaredAuthorization {
  /** Undefined: Kafka's own. */
  readonly authorizer?: string;
  readonly superUsers: readonly string[];
  readonly allowWithoutAcls: boolean;
}

/** Who may do what. */
export class Authorization {
  /**
   * What ACLs allow, and nothing else (`StandardAuthorizer`; with ZooKeeper `AclAuthorizer`).
   *
   * @param options who may do everything
   * @see https://kafka.apache.org/documentation/#security_authz, KIP-801
   */
  public static acls(options?: AuthorizationOptions): Authorization {
    const given = checkArguments('Authorization.acls', { options });
    return new Authorization(declaredOf(undefined, given.options));
  }

  /**
   * What an authorizer of somebody else allows, which must be in the image. What it needs to know belongs into `pluginConfig`.
   *
   * @param className its class
   * @param options who may do everything, if it looks at `super.users`
   */
  public static custom(className: string, options?: AuthorizationOptions): Authorization {
    const given = checkArguments('Authorization.custom', { className, options });
    return new Authorization(declaredOf(given.className, given.options));
  }

  private constructor(private readonly declared: _DeclaredAuthorization) { mark(this, 'Authorization'); }

  /** @internal */
  public _declared(): _DeclaredAuthorization { return this.declared; }
}

function declaredOf(authorizer: string | undefined, options: AuthorizationOptions = {}): _DeclaredAuthorization {
  const { superUsers = [], allowWithoutAcls = false } = options;
  return { authorizer, superUsers: [...superUsers], allowWithoutAcls };
}
