import '../engine/read';
