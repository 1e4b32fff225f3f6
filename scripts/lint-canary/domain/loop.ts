import './cycle-a';
export const b = 1;
