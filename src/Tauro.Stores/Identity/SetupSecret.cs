namespace Tauro.Stores.Identity;

/// <summary>What checks the setup token, until there is an administrator.</summary>
/// <param name="Hash">The SHA-256 of the token, in hexadecimal digits.</param>
/// <param name="ExpirationTime">Unix milliseconds.</param>
public sealed record SetupSecret(string Hash, long ExpirationTime)
{
    /// <summary>Returns a description without the hash.</summary>
    public override string ToString() => "setup secret";
}
