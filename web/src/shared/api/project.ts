// Which project this tab works in: sent with every request as X-Project-Id. A new tab starts with the one used last.

const key = 'socialflow.project';
let current = readStored();

function readStored(): string | null {
  try {
    return sessionStorage.getItem(key) ?? localStorage.getItem(key);
  } catch {
    return null; // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

export function currentProjectId(): string | null {
  return current;
}

export function setCurrentProjectId(id: string | null) {
  current = id;
  try {
    for (const storage of [sessionStorage, localStorage])
      if (id) storage.setItem(key, id);
      else storage.removeItem(key);
  } catch {
    // See readStored.
  }
}
