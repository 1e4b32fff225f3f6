import '../wire/decoder';
