import 'nats.ws';
