// Package types names the packages of which tools/gitops-schemas/make.ts takes the schemas.
package types

import _ "github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
