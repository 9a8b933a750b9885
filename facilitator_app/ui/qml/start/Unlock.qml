// The way in: dark, quiet, says what plays.  A wrong try gets one line and no hint.  A record that does not open has a page of its own.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

FocusScope {
    id: page

    required property Shell shell
    readonly property Unlock unlock: shell.unlock

    objectName: "unlock"

    Loader { // read when it is needed: the way in does not wait for it
        id: mending

        readonly property bool up: page.unlock.mending.up

        function show() {
            if (up)
                setSource("Mending.qml", { mending: page.unlock.mending, playing: page.shell.now_playing.said });
            else
                source = "";
        }

        anchors.fill: parent
        onUpChanged: show()
        Component.onCompleted: show()
    }

    Binding { target: mending.item; property: "playing"; value: page.shell.now_playing.said; when: mending.item !== null }

    Scroller { // under the on-screen keyboard there may be too little room for all of it
        id: scroller

        visible: !page.unlock.mending.up
        anchors { top: parent.top; bottom: parent.bottom; bottomMargin: Theme.factor > 1.4 && looks.visible ? looks.height + Theme.gap : 0; horizontalCenter: parent.horizontalCenter }
        width: Math.min(460 * Theme.factor + 2 * Theme.gap, parent.width)
        contentHeight: column.y + column.height + Theme.gap

        ColumnLayout {
            id: column

            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.max(Theme.gap, (page.height - height) / 2 - scroller.anchors.bottomMargin)
            width: parent.width - 2 * Theme.gap
            spacing: Theme.gap

            Say { kind: "heading"; text: "Facilitator" }

            RowLayout {
                visible: page.shell.now_playing.said !== ""
                spacing: 10

                Glyph { glyphName: "music"; size: 22; color: Theme.mid }
                Say { objectName: "unlock.playing"; Layout.fillWidth: true; text: page.shell.now_playing.said; color: Theme.mid; wrapMode: Text.Wrap }
            }

            Field { id: signIn; objectName: "unlock.sign_in"; visible: !page.unlock.by_code; focus: visible; Layout.fillWidth: true; label: qsTr("ui.sign_in"); onAccepted: passphrase.forceActiveFocus() }
            Field { id: passphrase; objectName: "unlock.passphrase"; visible: !page.unlock.by_code; Layout.fillWidth: true; secret: true; label: qsTr("ui.passphrase"); onAccepted: open.click() }
            Field { id: code; objectName: "unlock.code"; visible: page.unlock.by_code; Layout.fillWidth: true; label: qsTr("ui.recovery_code"); onAccepted: open.click(); onVisibleChanged: if (visible) forceActiveFocus() }
            FieldError { objectName: "unlock.error"; Layout.fillWidth: true; text: page.unlock.form.general }

            Button {
                id: open

                objectName: "unlock.open"
                Layout.fillWidth: true
                kind: "primary"
                text: page.unlock.form.busy ? qsTr("ui.unlock.opening") : qsTr("ui.unlock.open")
                onClicked: page.unlock.by_code ? page.unlock.open_by_code(code.text) : page.unlock.open(signIn.text, passphrase.text)
            }

            Button { objectName: "unlock.turn"; Layout.alignment: Qt.AlignHCenter; kind: "plain"; tint: Theme.mid; text: page.unlock.by_code ? qsTr("ui.unlock.with_passphrase") : qsTr("ui.unlock.with_code"); onClicked: page.unlock.turn() }
        }
    }

    Looks { id: looks; visible: Typing.covered === 0; objectName: "unlock.looks"; short: true; anchors { left: parent.left; bottom: parent.bottom; margins: Theme.gap } appearance: page.shell.appearance }
}
