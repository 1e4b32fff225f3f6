export const change = 1;
