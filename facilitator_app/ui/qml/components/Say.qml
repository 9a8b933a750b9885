// A line of text a screen reader finds.  `kind`: caption, body, strong, title, heading, vitals, clock, seat; `figures` for digits in place.
import QtQuick

Text {
    id: say

    property string kind: "body"
    property bool figures: kind === "vitals" || kind === "clock" || kind === "seat"

    color: kind === "caption" ? Theme.mid : Theme.hi
    elide: wrapMode === Text.NoWrap ? Text.ElideRight : Text.ElideNone
    textFormat: Text.PlainText
    horizontalAlignment: Text.AlignLeft // said, it turns with the language; names of another script stay where they belong
    renderType: Text.NativeRendering
    font.family: Theme.family
    font.features: figures ? Theme.tnum : ({})
    font.pixelSize: kind === "caption" ? Theme.caption : kind === "title" ? Theme.title : kind === "heading" ? Theme.heading
        : kind === "vitals" ? Theme.vitals : kind === "clock" ? Theme.clock : kind === "seat" ? Theme.seat : Theme.body
    font.weight: kind === "strong" || kind === "title" || kind === "heading" ? Font.DemiBold : kind === "vitals" ? Font.Medium
        : kind === "clock" || kind === "seat" ? Font.Light : Font.Normal

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}
