import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';

/** Labels of the manifest in the words of the app; what it does not know keeps the manifest's. */
const known: MessageDescriptor[] = [
  msg`Heading`,
  msg`Text`,
  msg`Button`,
  msg`Picture`,
  msg`Columns`,
  msg`Line`,
  msg`Space`,
  msg`Social networks`,
  msg`Footer`,
  msg`Size`,
  msg`Alignment`,
  msg`Words on it`,
  msg`Where it leads`,
  msg`Look`,
  msg`Address of the picture`,
  msg`What is to be seen`,
  msg`Width in percent`,
  msg`Height in pixels`,
  msg`Links`,
  msg`Why they get this mail`,
  msg`Link to unsubscribe`,
  msg`Link to the choice of topics`,
  msg`Link to the web version`,
  msg`Around the mail`,
  msg`Behind the text`,
  msg`Buttons and links`,
  msg`Letters`,
  msg`Width in pixels`,
  msg`left`,
  msg`center`,
  msg`small`,
  msg`normal`,
  msg`large`,
  msg`filled`,
  msg`outline`,
  msg`Unsubscribe`,
  msg`Choose what you get`,
  msg`View in the browser`,
];

export function useManifestWords(): (label: string) => string {
  const { i18n } = useLingui();
  return (label) => {
    const found = known.find(({ message }) => message === label);
    return found ? i18n._(found) : label;
  };
}
