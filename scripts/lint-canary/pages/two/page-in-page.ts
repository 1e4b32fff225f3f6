import '../one/page';
