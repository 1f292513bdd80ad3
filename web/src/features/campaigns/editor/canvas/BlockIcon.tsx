import {
  type Icon,
  IconAlignLeft,
  IconColumns2,
  IconHandClick,
  IconHeading,
  IconLayoutBottombar,
  IconMinus,
  IconPhoto,
  IconShare,
  IconSpacingVertical,
  IconSquare,
} from '@tabler/icons-react';

const icons: Record<string, Icon> = {
  heading: IconHeading,
  text: IconAlignLeft,
  button: IconHandClick,
  image: IconPhoto,
  columns: IconColumns2,
  divider: IconMinus,
  spacer: IconSpacingVertical,
  social: IconShare,
  footer: IconLayoutBottombar,
};

/** A picture for a kind of block; a plain one for those that the app does not know. */
export function BlockIcon({ type }: { type: string }) {
  const Picture = icons[type] ?? IconSquare;
  return <Picture size={18} stroke={1.7} aria-hidden />;
}
