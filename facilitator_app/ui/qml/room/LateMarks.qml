// Whoever is still in another open session, with what is due of them; a touch goes there.  Takes no room while there is nobody.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Facilitator
import "../components"

RowLayout {
    id: marks

    required property LatePanel late
    property bool veiled: false

    visible: all.count > 0
    spacing: 8

    Repeater {
        id: all

        model: marks.late.marks

        T.AbstractButton {
            id: mark

            required property string person
            required property string scope
            required property string unnamed
            required property string tone
            required property int index
            required property var model
            readonly property string told: marks.veiled ? unnamed : model.text
            readonly property bool calls: tone === "attention" || tone === "overdue"
            readonly property color tint: tone === "attention" ? Theme.attention : tone === "overdue" ? Theme.overdue : tone === "soon" ? Theme.soon : Theme.mid

            objectName: "late.mark." + index
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            implicitHeight: Theme.target
            focusPolicy: Qt.StrongFocus
            Accessible.role: Accessible.Button
            Accessible.name: told
            onPressAndHold: {} // a hand that rests is no touch: then lifting it clicks nothing
            Keys.onReturnPressed: mark.click()
            onClicked: marks.late.go_to(scope, person)

            background: Rectangle {
                radius: Theme.corner
                color: mark.down ? Theme.raised : Theme.surface
                border.width: mark.visualFocus ? Theme.focusLine : mark.calls ? 2 : 1
                border.color: mark.visualFocus ? Theme.hi : mark.calls ? mark.tint : Theme.line
            }
            contentItem: RowLayout {
                spacing: 8

                Glyph { Layout.leftMargin: 12; glyphName: mark.calls ? "attention" : "seat"; size: 24; color: mark.tint }
                Say { objectName: mark.objectName + ".text"; Layout.fillWidth: true; Layout.rightMargin: 10; kind: "caption"; figures: true; wrapMode: Text.Wrap; maximumLineCount: 2; lineHeight: 0.9; elide: Text.ElideRight; color: mark.calls ? mark.tint : Theme.hi; text: mark.told; Accessible.ignored: true }
            }
        }
    }
}
