// Package types names the packages of which tools/gitops-schemas/make.ts takes the schemas.
package types

import (
	_ "github.com/fluxcd/kustomize-controller/api/v1"
	_ "github.com/fluxcd/source-controller/api/v1"
)
