import '../state/store';
