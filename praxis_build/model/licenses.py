"""Licences texts are published under, by SPDX id, with their pages. Source: https://spdx.org/licenses/."""

CC = "https://creativecommons.org/"
LICENSES = {
    "CC-BY-4.0": CC + "licenses/by/4.0/", "CC-BY-SA-4.0": CC + "licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": CC + "licenses/by-nc/4.0/", "CC-BY-NC-SA-4.0": CC + "licenses/by-nc-sa/4.0/",
    "CC-BY-ND-4.0": CC + "licenses/by-nd/4.0/", "CC-BY-NC-ND-4.0": CC + "licenses/by-nc-nd/4.0/",
    "CC0-1.0": CC + "publicdomain/zero/1.0/", "CC-BY-3.0": CC + "licenses/by/3.0/",
    "CC-BY-SA-3.0": CC + "licenses/by-sa/3.0/", "MIT": "https://opensource.org/license/mit",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0", "GFDL-1.3-or-later": "https://www.gnu.org/licenses/fdl-1.3.html",
    "etalab-2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}  # fmt: skip
