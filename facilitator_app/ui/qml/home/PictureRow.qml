// A person's picture, where there is one; chosen from a file, and taken back.
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

ColumnLayout {
    id: row

    required property PersonPicture picture

    spacing: Theme.near

    Say { Layout.fillWidth: true; Layout.topMargin: Theme.near; kind: "title"; wrapMode: Text.Wrap; text: qsTr("attachments.picture_of") }
    Say { Layout.fillWidth: true; kind: "caption"; text: qsTr("attachments.picture_about"); wrapMode: Text.Wrap }
    Photo { objectName: row.objectName + ".shown"; visible: row.picture.there; Layout.preferredWidth: 176; Layout.preferredHeight: 220; pages: row.picture.pages }

    Flow {
        Layout.fillWidth: true
        spacing: Theme.near

        Button { objectName: row.objectName + ".choose"; glyph: "folder"; text: row.picture.there ? qsTr("attachments.picture_other") : qsTr("attachments.picture_choose"); onClicked: row.picture.choose() }
        Button { objectName: row.objectName + ".take_back"; visible: row.picture.there; glyph: "close"; text: qsTr("attachments.picture_take_back"); onClicked: row.picture.take_back() }
    }

    Say { objectName: row.objectName + ".said"; visible: text !== ""; Layout.fillWidth: true; text: row.picture.said; wrapMode: Text.Wrap }
    FieldError { objectName: row.objectName + ".error"; Layout.fillWidth: true; text: row.picture.form.general !== "" ? row.picture.form.general : row.picture.pages.form.general }
}
