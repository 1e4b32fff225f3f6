export const decoder = 1;
