namespace Tauro.Contracts.Models;

/// <summary>Whether a version's artifact is in place.</summary>
public enum ModelVersionStatus
{
    /// <summary>Its artifact is being uploaded, checked or copied.</summary>
    PendingRegistration,

    /// <summary>It can be downloaded.</summary>
    Ready,

    /// <summary>It can't be; <see cref="ModelVersion.StatusMessage"/> says why.</summary>
    Failed,
}
