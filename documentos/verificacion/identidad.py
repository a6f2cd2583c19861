from asn1crypto import x509


def identidades_de(der):
    n = x509.Certificate.load(der).subject.native.get("serial_number", "")
    return [n]


def coincide(identidades, pais, documento):
    return any(i.endswith(documento) for i in identidades)
