/** ISO 3166-1; browsers know the names but offer no list. */
const regions =
  'AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

/** ISO 639-1, those that the browsers name in words. */
const languages =
  'af sq am ar hy az eu be bn bs bg ca zh hr cs da nl en et fi fr gl ka de el gu he hi hu is id ga it ja kn kk km ko ky lo lv lt lb mk ms ml mt mr mn ne nb fa pl pt pa ro ru sr si sk sl es sw sv ta te th tr uk ur uz vi cy zu'.split(
    ' ',
  );

interface Option {
  value: string;
  label: string;
}

function named(codes: string[], type: 'region' | 'currency', locale: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type });
  return codes
    .map((value) => ({ value, label: `${names.of(value) ?? value} (${value})` }))
    .sort((one, other) => one.label.localeCompare(other.label, locale));
}

/** "Germany (DE)" */
export function regionOptions(locale: string): Option[] {
  return named(regions, 'region', locale);
}

/** "Euro (EUR)" */
export function currencyOptions(locale: string): Option[] {
  return named(Intl.supportedValuesOf('currency'), 'currency', locale);
}

/** "German"; the languages of most people, and the one that is set, such as "pt-BR". */
export function languageOptions(locale: string, set: string): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const codes = languages.includes(set) ? languages : [...languages, set];
  return codes
    .map((value) => ({ value, label: languageName(names, value) }))
    .sort((one, other) => one.label.localeCompare(other.label, locale));
}

// A code that came by an import may be none.
function languageName(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch (error) {
    if (error instanceof RangeError) return code;
    throw error;
  }
}
