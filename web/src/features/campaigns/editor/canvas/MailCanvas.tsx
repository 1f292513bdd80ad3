import { Puck } from '@puckeditor/core';
import { useEffect } from 'react';
import classes from '../editor.module.css';
import { usePuck, useSelectedId } from '../usePuck';

/** The mail itself: blocks are chosen, dragged and dropped in it. */
export function MailCanvas() {
  useStayEditable();
  useShowSelected();
  return (
    <div className={classes.canvas}>
      <Puck.Preview />
    </div>
  );
}

/** Puck has a key (Ctrl+I) that makes links and buttons of the canvas work; in a mail they lead away. */
function useStayEditable() {
  const mode = usePuck((state) => state.appState.ui.previewMode);
  const dispatch = usePuck((state) => state.dispatch);
  useEffect(() => {
    if (mode !== 'edit') dispatch({ type: 'setUi', ui: { previewMode: 'edit' } });
  }, [mode, dispatch]);
}

/** What is chosen in the list comes into sight here. */
function useShowSelected() {
  const selected = useSelectedId();
  useEffect(() => {
    const frame = document.querySelector<HTMLIFrameElement>('#preview-frame');
    frame?.contentDocument
      ?.querySelector(`[data-puck-component="${selected}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
}
