// @ts-check
/** What is known beforehand of the files that hold a nats-server. A hash pins the content, wherever a mirror gets it from. */

/** @typedef {{ suite: string, version: string, sha256: Record<string, string> }} DebianPin `sha256` by Debian architecture */

/**
 * Suites of Debian with a nats-server, newest first. The hashes are of the packages `nats-server_<version>_<arch>.deb`.
 * @type {readonly DebianPin[]}
 */
export const debianPins = [
  {
    suite: 'forky',
    version: '2.15.1',
    sha256: {
      amd64: '31ef4ceaa84e8248d449e508472e3770c17c3695cb5cb0ee96e03912724ea884',
      arm64: '68923b614b6b5594bbd63ffdce7258c2155ec448fb4cb7efd099bf9273eca128',
    },
  },
  {
    suite: 'trixie',
    version: '2.10.27',
    sha256: {
      amd64: '6d913ac987b78734c08537c2adeb1526cf735f216173a9170d94b185fcfe6f8a',
      arm64: '0c9a617510b28c1b4fb4a38aabea6ab8cd7f026247f2abdff8b955b2278ce049',
    },
  },
  {
    suite: 'bookworm',
    version: '2.9.10',
    sha256: {
      amd64: '9f69ebb6f612e652382fde175622160dcd81fd97f2356f5da80bb5c3f48513dd',
      arm64: '7748c8906ffbaf4f08018c61eeeb5f5e57b4f7bd5307415a802450141b0ee8cd',
    },
  },
];

/**
 * Official release archives `nats-server-v<version>-<platform>.tar.gz`, as published in their SHA256SUMS.
 * @type {Readonly<Record<string, Readonly<Record<string, string>>>>} version, then platform, to SHA-256
 */
export const releasePins = {
  '2.10.10': {
    'linux-amd64': 'c8cd7e19b906a5f8a7f9f7e70fc4bfa492d66a069d9664c4db19fdee1b6aa640',
    'darwin-amd64': '5b6bfed8f75ecb2f6465b87334f4e757a66c32b6c5f802e964a080a3716ffffb',
    'darwin-arm64': '8af6cbd8f3f21bcec164d17bc879d3e7807cd98e1c7839ac668986a71c4e52c6',
  },
  '2.9.10': {
    'linux-amd64': '1dc0829c9cddbc9474a768853d464bd8b32cdaa51f66633825a20462b36071c8',
    'darwin-amd64': '4c8913b6e9dcffe6abd47cc1047601d87aa96a2c0cfabd5a2d7502bb60684f49',
    'darwin-arm64': '2898df4f9ad0db4784dbbefe7266e1dd05023fa05908cf227c60e1bce7dc4521',
  },
};

/** The version that `go install` builds when none is asked for. */
export const newestVersion = '2.15.1';
