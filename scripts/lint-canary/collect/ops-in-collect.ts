import '../wire/ops/change';
