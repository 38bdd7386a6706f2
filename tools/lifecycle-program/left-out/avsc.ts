import { missing } from './missing';

/** In the place of `avsc`. */
export default { Type: { forSchema: missing('avsc') } };
