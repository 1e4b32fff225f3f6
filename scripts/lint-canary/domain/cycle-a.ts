import './loop';
export const a = 1;
