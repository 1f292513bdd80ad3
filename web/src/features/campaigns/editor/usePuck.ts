// What the list beside the canvas and the canvas itself do with Puck's state.
import { createUsePuck, useGetPuck } from '@puckeditor/core';
import { useCallback } from 'react';
import { randomId } from '@/shared/lib/random';
import type { MailTheme } from './mailDocument';
import { type MailData, type PuckBlock, themeOf } from './puckData';

export const rootZone = 'root:default-zone';
/** The zone of a column, as Puck names slots of an array. */
export const columnZone = (id: string, field: string, index: number) =>
  `${id}:${field}[${index}].blocks`;

export const usePuck = createUsePuck();

export function useMailTheme(): MailTheme {
  return usePuck((state) => themeOf(state.appState.data as unknown as MailData));
}

export function useSelectedId(): string | undefined {
  return usePuck((state) => state.selectedItem?.props.id as string | undefined);
}

export function useSelectBlock() {
  const getPuck = useGetPuck();
  return useCallback(
    (id: string | undefined) => {
      const { dispatch, getSelectorForId } = getPuck();
      const itemSelector = (id && getSelectorForId(id)) || null;
      dispatch({ type: 'setUi', ui: { itemSelector } });
    },
    [getPuck],
  );
}

/** Changes of the mail; each can be undone. Selected is a block, not a place, so it stays so when others move. */
export function useMailActions() {
  const getPuck = useGetPuck();
  const select = useSelectBlock();
  const placeOf = (id: string) => getPuck().getSelectorForId(id);
  const keepingSelection = (change: () => void) => {
    const selected = getPuck().selectedItem?.props.id;
    change();
    select(selected);
  };
  return {
    select,
    add(type: string, zone: string, index: number): string {
      const id = `${type}-${randomId()}`;
      getPuck().dispatch({
        type: 'insert',
        componentType: type,
        destinationIndex: index,
        destinationZone: zone,
        id,
      });
      select(id);
      return id;
    },
    change(block: PuckBlock, props: Record<string, unknown>) {
      const place = placeOf(block.props.id);
      if (!place) return;
      getPuck().dispatch({
        type: 'replace',
        destinationIndex: place.index,
        destinationZone: place.zone,
        data: { type: block.type, props: { ...block.props, ...props } },
      });
    },
    /** To another place, which may be in another column. */
    move(id: string, zone: string, index: number) {
      const place = placeOf(id);
      if (!place) return;
      keepingSelection(() =>
        getPuck().dispatch(
          place.zone === zone
            ? {
                type: 'reorder',
                sourceIndex: place.index,
                destinationIndex: index,
                destinationZone: zone,
              }
            : {
                type: 'move',
                sourceIndex: place.index,
                sourceZone: place.zone,
                destinationIndex: index,
                destinationZone: zone,
              },
        ),
      );
    },
    duplicate(id: string) {
      const place = placeOf(id);
      if (!place) return;
      getPuck().dispatch({ type: 'duplicate', sourceIndex: place.index, sourceZone: place.zone });
      const copy = getPuck().getItemBySelector({ index: place.index + 1, zone: place.zone });
      select(copy?.props.id as string | undefined);
    },
    remove(id: string) {
      const place = placeOf(id);
      if (!place) return;
      const selected = getPuck().selectedItem?.props.id;
      getPuck().dispatch({ type: 'remove', index: place.index, zone: place.zone });
      select(selected === id ? undefined : selected);
    },
    changeTheme(theme: MailTheme) {
      const { root } = getPuck().appState.data as unknown as MailData;
      getPuck().dispatch({
        type: 'replaceRoot',
        root: { props: { mail: { ...root.props.mail, theme } } } as never,
      });
    },
  };
}
