import type { CodegenConfig } from "@graphql-codegen/cli";
import { addTypenameSelectionDocumentTransform } from "@graphql-codegen/client-preset";

// From the generated files.
const scalars = "../../scalars.js";

const config: CodegenConfig = {
  schema: "../schema.graphql",
  config: {
    scalars: {
      BigInt: `${scalars}#BigInt`,
      CountryCode: `${scalars}#CountryCode`,
      Date: `${scalars}#Date`,
      DateTime: `${scalars}#DateTime`,
      Language: `${scalars}#Language`,
      PartialDate: `${scalars}#PartialDate`,
    },
    // Else a scalar that is not listed would be `any`.
    strictScalars: true,
    defaultScalarType: "unknown",
    useTypeImports: true,
    enumsAsTypes: true,
    onlyOperationTypes: true,
  },
  emitLegacyCommonJSImports: false,
  generates: {
    "apollo/generated/": {
      preset: "client",
      documents: "apollo/*.graphql",
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: "sha256" } },
      // Apollo Client adds `__typename` to each selection, and the persisted documents have to have it too.
      documentTransforms: [addTypenameSelectionDocumentTransform],
    },
    "apollo/generated/possible-types.ts": { plugins: ["fragment-matcher"] },
    "fetch/generated/": {
      preset: "client",
      documents: "fetch/*.graphql",
      config: { documentMode: "string" },
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: "sha256" } },
    },
  },
};

export default config;
