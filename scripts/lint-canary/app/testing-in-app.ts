import '../testing/fake';
