// The heading of a group of words, or another act among them: outlined, a word or two, perhaps a small icon.
import QtQuick
import QtQuick.Templates as T
import "../components"

T.AbstractButton {
    id: chip

    property string glyph: ""
    property color tint: Theme.hi
    property bool on: false // its words are on show
    readonly property bool stacked: glyph !== "" && longest.advanceWidth > width - 32 // the icon above the word
    readonly property real room: width - 8 - (glyph === "" || stacked ? 0 : 25)

    implicitWidth: 96
    implicitHeight: Math.max(Theme.target, said.contentHeight + 8 + (stacked ? 20 : 0))
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
    Keys.onReturnPressed: chip.click()
    Keys.onEnterPressed: chip.click()

    background: Rectangle {
        radius: Theme.corner
        color: chip.down || chip.on ? Theme.line : "transparent"
        border { width: chip.visualFocus ? Theme.focusLine : chip.on ? 2 : 1.5; color: chip.visualFocus ? Theme.hi : chip.on ? Theme.accent : Theme.controlLine }
    }

    contentItem: Item {
        Grid {
            anchors.centerIn: parent
            columns: chip.stacked ? 1 : 2
            spacing: chip.stacked ? 0 : 5
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Glyph { visible: chip.glyph !== ""; glyphName: chip.glyph; size: 20; color: chip.tint }
            Say {
                id: said

                width: Math.min(Math.ceil(whole.advanceWidth) + 4, chip.room)
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                kind: "caption"
                color: chip.tint
                font.pixelSize: Math.round(17 * Theme.factor)
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.least
                wrapMode: Text.WordWrap
                maximumLineCount: 2
                lineHeight: 0.9
                text: chip.text
                Accessible.ignored: true
            }
        }
        TextMetrics { id: whole; font: said.font; text: chip.text }
        TextMetrics { id: longest; font: said.font; text: chip.text.split(" ").reduce((most, one) => one.length > most.length ? one : most, "") }
    }
}
