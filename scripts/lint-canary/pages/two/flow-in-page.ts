import '../../flows/flow';
