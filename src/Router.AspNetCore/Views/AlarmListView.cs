namespace Router.AspNetCore.Views;

/// <param name="Code">000000.</param>
/// <param name="Message">ok.</param>
/// <param name="Alarms">Open ones, the most urgent first; then, with ?all=true, ended ones, the newest first.</param>
internal sealed record AlarmListView(string Code, string Message, IReadOnlyList<AlarmView> Alarms);
