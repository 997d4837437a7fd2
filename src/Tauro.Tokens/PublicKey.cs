using Microsoft.IdentityModel.Tokens;

namespace Tauro.Tokens;

/// <summary>The public key of a process.</summary>
internal sealed record PublicKey(string Process, ECDsaSecurityKey Key);
