import '../transport/connection';
