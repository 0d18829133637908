/**
 * Script tests of cmd/go that pass with the suite's own proxy, fail with ours in between, and may: each is
 * about wording alone. Whatever an upstream says, our proxy answers with a text of its own, and for a failure
 * that the go command must not take for "not found", with 502.
 */
export const knownDifferences: Readonly<Record<string, string>> = {
  mod_get_nopkgs: 'expects the text of the 404 of the upstream and nothing else; ours stands before it',
  mod_install_pkg_version:
    'expects the text of the 404 of the upstream and nothing else; ours stands before it',
  mod_list_update_nolatest:
    "expects go's own message about a @latest that is not JSON; ours says so before go sees it",
  mod_proxy_invalid:
    "expects go's own message about a @latest that is not JSON; ours says so before go sees it",
  mod_proxy_list:
    'expects `500 Internal Server Error` from a proxy that answers so; ours answers 502 and names the 500',
  mod_run_pkg_version: 'expects the text of the 404 of the upstream and nothing else; ours stands before it',
};
