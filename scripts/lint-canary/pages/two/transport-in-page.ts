import '../../transport/connection';
