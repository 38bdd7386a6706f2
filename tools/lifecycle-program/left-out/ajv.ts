import { missing } from './missing';

/** In the place of `ajv`: checks are made when the client library is loaded, and called only by clients that are not used. */
export class Ajv2020 {
  public addKeyword(): this { return this; }

  public compile(): () => never { return missing('ajv'); }
}
