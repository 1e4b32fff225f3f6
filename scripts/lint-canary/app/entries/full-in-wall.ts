import '../../engine/full';
