/**
 * Script tests of cmd/go that pass with the suite's own proxy, fail with ours in between, and may: each is
 * about wording alone. For a failure that the go command must not take for "not found", our proxy answers with a
 * text of its own.
 */
export const knownDifferences: Readonly<Record<string, string>> = {
  mod_list_update_nolatest:
    "expects go's own message about a @latest that is not JSON; ours says so before go sees it",
  mod_proxy_invalid:
    "expects go's own message about a @latest that is not JSON; ours says so before go sees it",
};
