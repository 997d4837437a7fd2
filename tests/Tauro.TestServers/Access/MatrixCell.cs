namespace Tauro.TestServers.Access;

/// <summary>What a caller gets from an endpoint.</summary>
public enum MatrixCell
{
    /// <summary>401, and which credentials there are.</summary>
    Unauthenticated,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>The same as for what does not exist.</summary>
    Hidden,

    /// <summary>What an administrator gets.</summary>
    Served,

    /// <summary>Neither 401 nor 403: the account may call it, and the data in its workspace decides.</summary>
    Admitted,
}
