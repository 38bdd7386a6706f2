import { testBadPlaces, testGoodPlaces } from './bad-places';
import { soundCluster } from './sound-cluster';
import { toolAnnotationFindings } from './tool-annotations';

const JOB = 'Job kafka/events-lifecycle';
const SET = 'StatefulSet kafka/events-broker-a';

test('the annotations of a sound cluster are known', () => expect(toolAnnotationFindings(soundCluster())).toEqual([]));

testBadPlaces(toolAnnotationFindings, JOB, [
  { change: 'metadata.annotations["argocd.argoproj.io/hook"]', to: 'sync', problem: '"sync" is none of PreSync, Sync' },
  { change: 'metadata.annotations["argocd.argoproj.io/hooks"]', to: 'Sync', problem: 'is no annotation that' },
  { change: 'metadata.annotations["argocd.argoproj.io/hook-delete-policy"]', to: 'before-hook-creation', problem: 'is none of HookSucceeded' },
  { change: 'metadata.annotations["argoproj.io/hook"]', to: 'Sync', problem: 'is no annotation that' },
  { change: 'metadata.annotations["helm.sh/hook"]', to: 'post-install,post-update', problem: '"post-update" is none of' },
  { change: 'metadata.annotations["helm.sh/hook-delete-policy"]', to: 'BeforeHookCreation', problem: 'is none of hook-succeeded' },
  { change: 'metadata.annotations["helm.sh/hook-log-policy"]', to: 'hook-failed', problem: 'is no annotation that' },
  { change: 'spec.template.metadata.annotations["helm.sh/hook"]', to: 'pre-sync', problem: 'is none of' },
]);
testBadPlaces(toolAnnotationFindings, SET, [
  { change: 'metadata.annotations["argocd.argoproj.io/sync-options"]', to: 'Replace=true', problem: '"Replace=true" is none of' },
  { change: 'metadata.annotations["argocd.argoproj.io/sync-options"]', to: 'Prune=false,Force=true', problem: '"Force=true" is none of' },
  { change: 'metadata.annotations["kustomize.toolkit.fluxcd.io/prune"]', to: 'false', problem: '"false" is none of disabled' },
  { change: 'metadata.annotations["kustomize.toolkit.fluxcd.io/force"]', to: 'enabled', problem: 'is no annotation that' },
  { change: 'spec.volumeClaimTemplates[0].metadata.annotations["helm.sh/resource-policy"]', to: 'Keep', problem: 'is none of keep' },
]);
testGoodPlaces(toolAnnotationFindings, SET, [
  { change: 'metadata.annotations["argocd.argoproj.io/sync-options"]', to: 'Prune=false,Delete=false' },
  { change: 'metadata.annotations["example.com/hook"]', to: 'anything' },
]);
