export const full = 1;
