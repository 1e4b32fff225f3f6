import '../domain/react-in-domain';
