import { World } from '../../../lifecycle/run/world';

/** The world, with some of it replaced. */
export function worldWith(changes: (world: World) => Partial<World>): (world: World) => World {
  return (world) => {
    const changed = changes(world);
    return new Proxy(world, {
      get: (target, property): unknown => {
        if (property in changed) { return Reflect.get(changed, property); }
        const found: unknown = Reflect.get(target, property);
        return typeof found === 'function' ? found.bind(target) as unknown : found;
      },
    });
  };
}
