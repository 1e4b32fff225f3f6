import connect from './en/connect';
import model from './en/model';
import problems from './en/problems';
import shell from './en/shell';
import ui from './en/ui';

/** Words of the log-in and of the frame around every screen: part of the page, before its first paint. */
export const firstWords = { connect, model, problems, shell, ui };
