using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Tauro.Stores;

namespace Tauro.Tokens;

/// <summary>A private key on the curve P-256.</summary>
internal sealed class SigningKey
{
    private readonly ECDsa curve;

    private SigningKey(ECDsa curve)
    {
        this.curve = curve;
        var key = new ECDsaSecurityKey(curve);
        key.KeyId = Thumbprint = ThumbprintOf(key);
        Credentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>The thumbprint of the public half, by RFC 7638.</summary>
    public string Thumbprint { get; }

    public SigningCredentials Credentials { get; }

    public string PublicPem => curve.ExportSubjectPublicKeyInfoPem();

    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <exception cref="SettingException">The file is not readable, or has no such key.</exception>
    public static SigningKey Read(string setting, string file)
    {
        var curve = ECDsa.Create();
        try
        {
            curve.ImportFromPem(File.ReadAllText(file));
            if (curve.ExportParameters(true).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                return new SigningKey(curve);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or CryptographicException)
        {
            throw new SettingException(setting, file, $"No private key can be read there: {e.Message}");
        }

        throw new SettingException(
            setting, file, "The key is not on the curve P-256. Make another one with: openssl genpkey -algorithm EC "
            + "-pkeyopt ec_paramgen_curve:P-256.");
    }

    public static string ThumbprintOf(ECDsaSecurityKey key) =>
        Base64Url.EncodeToString(key.ComputeJwkThumbprint());
}
