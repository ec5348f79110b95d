"""Personal data law (KVKK): notices, requests, exports of one person, retention and destruction, breaches."""
