import { Rule } from '../rule';
import { Installation, NamedObject, PlacedPod, Quorum, ServerGroup } from '../subjects';
import { JVM_HAS_ONE_COLLECTOR } from './jvm/collectors';
import { JVM_FLAGS_ARE_WELL_FORMED } from './jvm/flags';
import { HEAP_IS_STATED_AS_HEAP } from './jvm/heap-flag';
import { SYSTEM_PROPERTIES_HOLD_NO_SECRET } from './jvm/secret-property';
import { SYSTEM_PROPERTIES_ARE_WELL_FORMED } from './jvm/system-property';
import { ANNOTATIONS_ARE_WELL_FORMED } from './labels/annotations';
import { RESERVED_LABELS_ARE_LEFT_ALONE } from './labels/reserved';
import { LABELS_ARE_WELL_FORMED } from './labels/syntax';
import { LEVELS_ARE_KNOWN } from './logging/level';
import { LOGGERS_HAVE_NAMES } from './logging/logger';
import { CLUSTER_DOMAIN_IS_A_DOMAIN } from './names/cluster-domain';
import { NAME_IS_A_DNS_LABEL } from './names/dns-label';
import { NAMES_ARE_SHORT_ENOUGH } from './names/length';
import { NAMESPACE_HAS_A_VALID_NAME } from './namespace/name';
import { NAMESPACE_IS_DECLARED } from './namespace/undeclared';
import { NODE_SELECTOR_CAN_BE_MET } from './placement/node-selector';
import { PRIORITY_CLASS_HAS_A_VALID_NAME } from './placement/priority-class';
import { TOLERATIONS_NAME_A_TAINT } from './placement/tolerate-all';
import { TOLERATIONS_ARE_WELL_FORMED } from './placement/toleration';
import { QUORUM_IS_ODD } from './quorum/even';
import { QUORUM_IS_SMALL } from './quorum/large';
import { QUORUM_BEARS_A_LOSS } from './quorum/single';
import { QUORUM_SURVIVES_A_ZONE } from './quorum/zones';
import { CPU_IS_A_NUMBER_OF_CORES } from './resources/cpu';
import { CPU_LIMIT_IS_NOT_BELOW_THE_REQUEST } from './resources/cpu-limit';
import { HEAP_FITS_IN_THE_MEMORY } from './resources/heap';
import { HEAP_IS_IN_WHOLE_MEBIBYTES } from './resources/heap-size';
import { HEAP_KEEPS_COMPRESSED_POINTERS } from './resources/large-heap';
import { MEMORY_SUFFICES } from './resources/memory';
import { STORAGE_CLASSES_HAVE_VALID_NAMES } from './storage/class';
import { STORAGE_IS_PERSISTENT } from './storage/ephemeral';
import { VOLUMES_ARE_OF_ONE_KIND } from './storage/mixed';
import { VOLUMES_HAVE_A_SIZE } from './storage/size';
import { IMAGE_NAMES_ITS_VERSION } from './version/floating-image';
import { IMAGE_IS_A_REFERENCE } from './version/image';
import { ZONES_ARE_DIFFERENT } from './zones/duplicate';
import { ZONES_ARE_LABEL_VALUES } from './zones/name';

/** Rules about a cluster or an ensemble as a whole. */
export const INSTALLATION_RULES: readonly Rule<Installation>[] = [
  NAME_IS_A_DNS_LABEL,
  NAMES_ARE_SHORT_ENOUGH,
  CLUSTER_DOMAIN_IS_A_DOMAIN,
  NAMESPACE_HAS_A_VALID_NAME,
  NAMESPACE_IS_DECLARED,
  ZONES_ARE_LABEL_VALUES,
  ZONES_ARE_DIFFERENT,
  LABELS_ARE_WELL_FORMED,
  RESERVED_LABELS_ARE_LEFT_ALONE,
  ANNOTATIONS_ARE_WELL_FORMED,
  IMAGE_IS_A_REFERENCE,
  IMAGE_NAMES_ITS_VERSION,
  LEVELS_ARE_KNOWN,
  LOGGERS_HAVE_NAMES,
];

/** Those of them that hold for whatever has a name, an image, labels and annotations. */
export const OBJECT_RULES: readonly Rule<NamedObject>[] = [
  NAME_IS_A_DNS_LABEL,
  NAMESPACE_HAS_A_VALID_NAME,
  LABELS_ARE_WELL_FORMED,
  RESERVED_LABELS_ARE_LEFT_ALONE,
  ANNOTATIONS_ARE_WELL_FORMED,
  IMAGE_IS_A_REFERENCE,
  IMAGE_NAMES_ITS_VERSION,
];

/** Rules about nodes of one kind. */
export const SERVER_RULES: readonly Rule<ServerGroup>[] = [
  VOLUMES_HAVE_A_SIZE,
  STORAGE_CLASSES_HAVE_VALID_NAMES,
  VOLUMES_ARE_OF_ONE_KIND,
  STORAGE_IS_PERSISTENT,
  CPU_IS_A_NUMBER_OF_CORES,
  CPU_LIMIT_IS_NOT_BELOW_THE_REQUEST,
  MEMORY_SUFFICES,
  HEAP_FITS_IN_THE_MEMORY,
  HEAP_IS_IN_WHOLE_MEBIBYTES,
  HEAP_KEEPS_COMPRESSED_POINTERS,
  JVM_FLAGS_ARE_WELL_FORMED,
  HEAP_IS_STATED_AS_HEAP,
  JVM_HAS_ONE_COLLECTOR,
  SYSTEM_PROPERTIES_ARE_WELL_FORMED,
  SYSTEM_PROPERTIES_HOLD_NO_SECRET,
  TOLERATIONS_ARE_WELL_FORMED,
  TOLERATIONS_NAME_A_TAINT,
  PRIORITY_CLASS_HAS_A_VALID_NAME,
  NODE_SELECTOR_CAN_BE_MET,
];

/** Those of them that hold for every pod. */
export const POD_RULES: readonly Rule<PlacedPod>[] = [
  CPU_IS_A_NUMBER_OF_CORES,
  CPU_LIMIT_IS_NOT_BELOW_THE_REQUEST,
  TOLERATIONS_ARE_WELL_FORMED,
  TOLERATIONS_NAME_A_TAINT,
  PRIORITY_CLASS_HAS_A_VALID_NAME,
  NODE_SELECTOR_CAN_BE_MET,
];

/** Rules about a quorum. */
export const QUORUM_RULES: readonly Rule<Quorum>[] = [
  QUORUM_IS_ODD,
  QUORUM_BEARS_A_LOSS,
  QUORUM_IS_SMALL,
  QUORUM_SURVIVES_A_ZONE,
];
