namespace Tauro.Contracts.LoggedModels;

/// <summary>How far a logged model has come. Any may follow any other.</summary>
public enum LoggedModelStatus
{
    /// <summary>Its files are not all there yet.</summary>
    Pending,

    /// <summary>Its files are all there.</summary>
    Ready,

    /// <summary>Its files could not be stored.</summary>
    UploadFailed,
}
