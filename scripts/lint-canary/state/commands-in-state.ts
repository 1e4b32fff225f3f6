import '../commands/port';
