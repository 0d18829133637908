import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import {
  __name
} from "./runtime.mjs";

// src/text/plain-text.ts
import { stripVTControlCharacters } from "node:util";
function plainText(text) {
  return stripVTControlCharacters(text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")).replace(
    /(?![\n\t])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu,
    ""
  );
}
__name(plainText, "plainText");

export {
  plainText
};
