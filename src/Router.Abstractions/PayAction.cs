namespace Router.Abstractions;

/// <summary>What the buyer's side has to do with a <see cref="PayAction"/>.</summary>
public enum PayActionKind
{
    /// <summary>Send the buyer to <see cref="PayAction.Content"/>, a URL.</summary>
    Redirect,

    /// <summary>Submit <see cref="PayAction.Fields"/> as a form (POST, UTF-8) to <see cref="PayAction.Content"/>.</summary>
    Form,

    /// <summary>Show <see cref="PayAction.Content"/> as a QR code.</summary>
    QrCode,

    /// <summary>Hand <see cref="PayAction.Content"/> and <see cref="PayAction.Fields"/> to the wallet's app SDK.</summary>
    AppParameters,

    /// <summary>Hand <see cref="PayAction.Fields"/> to the wallet's in-page script.</summary>
    ScriptParameters,

    /// <summary>Ask the buyer for a code (SMS, 3DS) and continue the payment with it.</summary>
    EnterCode,

    /// <summary>Nothing to show: the buyer acts on a device of his own (a barcode payment waiting for the password).</summary>
    Wait,
}

/// <summary>What the caller must show or do so that the buyer can pay.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Content">URL, QR text or SDK string, by kind; empty where the kind needs none.</param>
/// <param name="Fields">Form fields or SDK parameters; null where the kind needs none.</param>
/// <param name="ExpiresAt">When the channel itself stops accepting this action; null where the channel cannot say (then it never fails over).</param>
public sealed record PayAction(
    PayActionKind Kind,
    string Content,
    IReadOnlyDictionary<string, string>? Fields = null,
    DateTimeOffset? ExpiresAt = null);
