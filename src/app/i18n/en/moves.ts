/** Where a copy goes that is moved. */
export default {
  goesTo: 'Goes to',
  anyServer: 'whichever the meta leader takes',
  serverWithTag: 'one with the tag {{tag}}: {{servers}}',
  tagged: 'Only a server with the tag {{tag}} takes it; the placement of the stream stays as it is.',
  notByName:
    'Servers take no name of where it is to go, only a tag. Those that could take it do not differ in one: it cannot be chosen.',
  notByTag:
    'Where it goes cannot be chosen: servers below 2.11 take a tag for it only where the stream has no placement of its own.',
} as const;
