using Tauro.Stores;

namespace Tauro.Gateway.Issuers;

/// <summary>Section <c>Jwt</c>.</summary>
internal sealed class JwtOptions
{
    public const string Section = "Jwt";

    /// <summary>The issuers whose tokens are accepted, each with the settings below.</summary>
    public IList<JwtIssuer> Issuers { get; set; } = [];

    /// <exception cref="SettingException">A setting is missing or invalid.</exception>
    public void Check()
    {
        for (var i = 0; i < Issuers.Count; i++)
        {
            var key = FormattableString.Invariant($"{Section}:{nameof(Issuers)}:{i}");
            Issuers[i].Check(key);
            if (Issuers.Take(i).Any(other => other.Issuer == Issuers[i].Issuer))
                throw new SettingException(
                    $"{key}:{nameof(JwtIssuer.Issuer)}", Issuers[i].Issuer, "Another entry has it; leave one out.");
        }
    }
}
