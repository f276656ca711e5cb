// How long the drivers of both browsers wait for a mark before saying that it doesn't come.
export const PATIENCE_MS = 10_000;
